// Makes or uses a passkey, and sends the form with what the browser answered.
const form = document.querySelector("form[data-passkey]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function opened(options) {
  const given = { ...options, challenge: bytes(options.challenge) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (given[list]) given[list] = given[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  if (given.user) given.user = { ...given.user, id: bytes(given.user.id) };
  return given;
}

function written(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type,
    response, clientExtensionResults: {},
  });
}

async function ask(event) {
  event.preventDefault();
  const publicKey = opened(JSON.parse(document.getElementById("passkey-options").textContent).publicKey);
  const trouble = document.getElementById("passkey-trouble");
  trouble.hidden = true;
  try {
    const credential = form.dataset.passkey === "add"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.passkey.value = written(credential);
    form.submit();
  } catch {
    trouble.hidden = false;
    trouble.focus();
  }
}

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  form.addEventListener("submit", ask);
}
