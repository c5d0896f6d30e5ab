// Sends the files of a paper in pieces: with progress, over cuts, and on from where it was cut.
// Without this script the form posts the files whole.
(() => {
  "use strict";

  const PIECE = 512 * 1024; // bytes, as copies/holding.py
  const WAITS = [1, 2, 4, 8, 16, 30, 30, 30]; // seconds before each further try
  const POLL = 3; // seconds between looks at a check, at first
  const POLLS = 40;

  const form = document.getElementById("upload");
  const chooser = form?.querySelector("input[type=file]");
  if (!chooser || !window.fetch || !File.prototype.slice) return;

  const bar = document.getElementById("upload-progress");
  const said = document.getElementById("upload-said");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  class Refused extends Error {
    constructor(message, to = null) {
      super(message);
      this.to = to; // a page that leads on: {url, text}
    }
  }

  function words(key, file) {
    return form.dataset[key].replace("{name}", file.name);
  }

  function say(sentence, isError = false, to = null) {
    said.textContent = sentence;
    if (to) {
      const link = document.createElement("a");
      link.href = to.url;
      link.textContent = to.text;
      said.append(" ", link);
    }
    said.className = isError ? "field-error" : "progress";
  }

  function show(share) {
    bar.hidden = share === null;
    bar.querySelector("progress").value = share === null ? 0 : Math.floor(share * 100);
  }

  function pause(seconds) {
    return new Promise((resume) => {
      const go = () => {
        clearTimeout(timer);
        window.removeEventListener("online", go);
        resume();
      };
      const timer = setTimeout(go, seconds * 1000);
      window.addEventListener("online", go);
    });
  }

  // The SHA-256 in hex; empty where the browser has none, as on an address without https.
  async function sha256(blob) {
    if (!window.crypto?.subtle) return "";
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // One answer as {status, …JSON}; a cut connection and a server in trouble are tried again.
  async function ask(method, url, body, file) {
    for (const wait of [...WAITS, null]) {
      try {
        const answer = await fetch(url, {
          method,
          body,
          headers: { "X-CSRFToken": token, Accept: "application/json" },
          redirect: "manual",
        });
        if (answer.type === "opaqueredirect") throw new Refused(words("signedOut", file));
        if (answer.status < 500 && answer.status !== 429) return await read(answer, file);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      if (wait === null) throw new Refused(words("gaveUp", file));
      say(words("cut", file), true);
      await pause(wait);
    }
  }

  async function read(answer, file) {
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    const said = isJson ? await answer.json() : null;
    if (said && !said.error && (answer.ok || answer.status === 409)) return said;
    throw new Refused(said?.error ?? words("failed", file), said?.to);
  }

  async function send(file) {
    say(words("sending", file));
    show(0);
    const announced = new FormData();
    announced.append("name", file.name.replaceAll("\ufffd", "_")); // read from the disk as no text
    announced.append("size", file.size);
    announced.append("start", await sha256(file.slice(0, PIECE)));
    announced.append("sha256", await sha256(file));
    let { url, offset } = await ask("POST", form.dataset.begin, announced, file);
    for (let isDone = false; !isDone; ) {
      const piece = file.slice(offset, offset + PIECE);
      const answer = await ask("PUT", `${url}?at=${offset}`, piece, file);
      say(words("sending", file));
      offset = answer.offset;
      isDone = answer.done === true;
      show(offset / file.size);
    }
    say(words("added", file));
  }

  async function sendAll(chosen) {
    const refused = [];
    let to = null;
    for (const file of chosen) {
      try {
        await send(file);
      } catch (error) {
        refused.push(error instanceof Refused ? error.message : words("failed", file));
        to = error.to ?? to;
      }
      await refresh();
    }
    show(null);
    if (refused.length) say([...new Set(refused)].join(" "), true, to);
  }

  // Show the parts of the page as they are now; true while a check may still change them.
  async function refresh() {
    try {
      const answer = await fetch(form.dataset.state, { redirect: "manual" });
      if (!answer.ok) return false;
      const state = await answer.json();
      if (state.version !== form.dataset.version && !isFocused(state.parts)) {
        form.dataset.version = state.version;
        for (const [id, html] of Object.entries(state.parts)) {
          document.getElementById(id).innerHTML = html;
        }
      }
      return state.waiting;
    } catch {
      return true; // no connection: look again later
    }
  }

  // What somebody is about to press is not taken from under the finger.
  function isFocused(parts) {
    return Object.keys(parts).some((id) =>
      document.getElementById(id).contains(document.activeElement),
    );
  }

  let isWatching = false;
  let look = 0;

  async function watch() {
    look = 0; // what was sent meanwhile is looked at from anew
    if (isWatching) return;
    isWatching = true;
    for (; look < POLLS; look += 1) {
      await pause(POLL * (1 + Math.floor(look / 10)));
      if (document.hidden) continue;
      if (!(await refresh())) break;
    }
    isWatching = false;
  }

  let queue = Promise.resolve();
  let unsent = 0;

  // A choice waits for the choices before it, never for their check.
  async function sendNext(chosen) {
    await sendAll(chosen);
    unsent -= 1;
    watch();
  }

  function askToStay(event) {
    if (unsent) event.preventDefault();
  }

  chooser.addEventListener("change", () => {
    const chosen = Array.from(chooser.files);
    chooser.value = "";
    unsent += 1;
    queue = queue.then(() => sendNext(chosen));
  });
  window.addEventListener("beforeunload", askToStay);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chooser.click();
  });
  form.querySelector("[type=submit]").closest(".buttons").hidden = true;
  if ("waiting" in form.dataset) watch();
})();
