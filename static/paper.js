// Turns and enlarges the pages of a paper, and offers single keys for judging one after another.
// Without this script the pages stand in order, and links and buttons do the rest.
(() => {
  "use strict";

  const KEPT = "paper-keys"; // whether single keys are on, in this browser
  const SIZES = 4; // as .size-0 to .size-3 of office.css
  const TURNS = 4;

  for (const page of document.querySelectorAll(".copy .page")) enhance(page);
  offerKeys();

  function enhance(page) {
    const sheet = page.querySelector(".sheet");
    const bar = document.createElement("div");
    const words = page.closest(".copy").dataset;
    let size = 0;
    let turn = 0;
    bar.className = "page-tools";
    bar.append(
      button(words.smaller, () => show(Math.max(size - 1, 0), turn)),
      button(words.larger, () => show(Math.min(size + 1, SIZES - 1), turn)),
      button(words.turn, () => show(size, (turn + 1) % TURNS)),
    );
    sheet.before(bar);
    sheet.tabIndex = 0;
    sheet.setAttribute("role", "group");
    sheet.setAttribute("aria-label", page.querySelector(".page-number").textContent);

    function show(newSize, newTurn) {
      sheet.classList.remove(`size-${size}`, `turn-${turn}`);
      size = newSize;
      turn = newTurn;
      sheet.classList.add(`size-${size}`, `turn-${turn}`);
    }
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button secondary small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function offerKeys() {
    const help = document.getElementById("keys");
    const box = document.getElementById("keys-on");
    if (!help || !box) return;
    help.hidden = false;
    box.checked = window.localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => window.localStorage.setItem(KEPT, box.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => {
      const isTyped = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (!box.checked || isTyped || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      KEYS[event.code]?.();
    });
  }

  const KEYS = {
    KeyJ: () => document.getElementById("next-paper")?.click(),
    KeyK: () => document.getElementById("previous-paper")?.click(),
    KeyA: () => document.querySelector("form[action*='/accept/'] button[type=submit]")?.click(),
    KeyR: () => {
      const details = document.getElementById("reject");
      if (!details) return;
      details.open = true;
      details.querySelector("select, input:not([type=hidden])")?.focus();
    },
  };
})();
