// Moves the progress bar of a batch while it is printed, and shows the page anew when it is through.
// Without this script a link on the page shows how far it is.
(() => {
  "use strict";

  const PAUSE = 2000; // milliseconds between two questions
  const IDLE = 300000; // without a key or a pointer for so long, nobody is there, and a session may end
  const TOLD_EVERY = 10; // per cent: how often a screen reader is told
  const box = document.getElementById("progress");
  if (!box || !window.fetch) return;

  const bar = document.getElementById("through");
  const said = document.getElementById("said");
  const told = document.getElementById("told");
  let active = Date.now();
  let step = Math.floor((bar.value / bar.max) * 100 / TOLD_EVERY);
  const timer = window.setInterval(ask, PAUSE);

  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    document.addEventListener(sign, () => { active = Date.now(); }, { passive: true });
  }

  function ask() {
    if (document.hidden || Date.now() - active > IDLE) return;
    fetch(box.dataset.url, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null))
      .then((found) => { if (found) show(found); })
      .catch(() => {}); // asked again after the pause
  }

  function show(found) {
    if (found.state !== box.dataset.state) {
      window.clearInterval(timer);
      window.location.reload();
      return;
    }
    bar.value = found.settled;
    said.textContent = found.said;
    const now = Math.floor((found.settled / found.total) * 100 / TOLD_EVERY);
    if (now !== step) told.textContent = found.said;
    step = now;
  }
})();
