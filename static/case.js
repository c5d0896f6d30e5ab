// Asks now and then whether somebody changed the application since the page was opened, and says so.
// Without this script an old page is told so when something is sent from it.
(() => {
  "use strict";

  const PAUSE = 20000; // milliseconds between two questions
  const IDLE = 300000; // without a key or a pointer for so long, nobody is there, and a session may end
  let active = Date.now();
  const stale = document.getElementById("stale");
  if (!stale || !window.fetch) return;

  const timer = window.setInterval(ask, PAUSE);
  document.addEventListener("visibilitychange", ask);

  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    document.addEventListener(sign, () => { active = Date.now(); }, { passive: true });
  }

  function ask() {
    if (document.hidden || Date.now() - active > IDLE) return;
    fetch(stale.dataset.url, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null))
      .then((found) => {
        if (!found || String(found.version) === stale.dataset.version) return;
        window.clearInterval(timer);
        stale.querySelector("[hidden]")?.removeAttribute("hidden");
      })
      .catch(() => {}); // asked again after the pause
  }
})();
