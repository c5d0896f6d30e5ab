// The desk while one types: rows come and go at once, everything is saved, Enter goes on.
// Without it the buttons send the page, which comes back with everything typed.
(function () {
  "use strict";

  var PAUSE = 2500; // milliseconds after the last key
  var form = document.getElementById("sheet");
  var said = document.getElementById("saved");
  var timer = 0;
  var isSending = false;
  var isDue = false;

  // rows ------------------------------------------------------------------------------------
  function ref(kind) {
    var bytes = crypto.getRandomValues(new Uint8Array(4));
    return kind.charAt(0) + Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function add(kind) {
    var row = document.createElement("div");
    row.innerHTML = document.getElementById("blank-" + kind).innerHTML.replaceAll("__ref__", ref(kind));
    var card = row.firstElementChild;
    document.getElementById(kind).append(card);
    card.dispatchEvent(new Event("row-added", { bubbles: true }));
    number(kind);
    name();
    card.querySelector("select, input[type=text]").focus();
    later();
  }

  function remove(card) {
    var kind = card.parentElement.id;
    var before = card.previousElementSibling;
    card.remove();
    number(kind);
    name();
    var to = before ? before.querySelector("select, input[type=text]") : document.querySelector("[data-add=" + kind + "]");
    to.focus();
    later();
  }

  function number(kind) {
    document.querySelectorAll("#" + kind + " [data-place]").forEach(function (place) {
      var cards = Array.from(document.getElementById(kind).children);
      place.textContent = cards.indexOf(place.closest("fieldset.desk-card")) + 1;
    });
  }

  // Everywhere a person can be chosen, the people of the page as they are called now.
  function name() {
    var people = Array.from(document.querySelectorAll("#people > .desk-card"), function (card) {
      var names = ["surname", "given_name"].map(function (part) {
        return card.querySelector("[name$=-" + part + "]").value.trim();
      });
      return [card.dataset.ref, names.filter(Boolean).join(" ") || card.querySelector("legend").textContent.trim()];
    });
    document.querySelectorAll("select[name$=-owner], select[name$=-person]").forEach(function (list) {
      var chosen = list.value;
      var blank = list.querySelector("option[value='']");
      var options = people.map(function (each) { return new Option(each[1], each[0]); });
      list.replaceChildren.apply(list, (blank ? [blank] : []).concat(options));
      list.value = people.some(function (each) { return each[0] === chosen; }) || chosen === "" ? chosen : "";
    });
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button && button.dataset.add) {
      event.preventDefault();
      add(button.dataset.add);
    } else if (button && "remove" in button.dataset) {
      event.preventDefault();
      remove(button.closest("fieldset.desk-card"));
    }
  });

  // Enter goes to the next box and sends nothing.
  form.addEventListener("keydown", function (event) {
    var box = event.target;
    if (event.key !== "Enter" || event.defaultPrevented) return;
    if (box.tagName !== "SELECT" && !(box.tagName === "INPUT" && box.type !== "file")) return;
    event.preventDefault();
    var boxes = Array.from(form.querySelectorAll("input:not([type=hidden]), select, textarea, button")).filter(function (each) {
      return each.offsetParent !== null;
    });
    var next = boxes[boxes.indexOf(box) + 1];
    if (next) next.focus();
  });

  // saving -----------------------------------------------------------------------------------
  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  }

  function save() {
    if (isSending) {
      isDue = true;
      return;
    }
    var typed = new FormData(form);
    typed.delete("scans");
    isSending = true;
    fetch(form.dataset.saved, { method: "POST", body: new URLSearchParams(typed), redirect: "error" })
      .then(function (answer) {
        if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.status);
        return answer.json();
      })
      .then(show)
      .catch(function () {
        said.textContent = form.dataset.lost;
        later();
      })
      .finally(function () {
        isSending = false;
        if (pressed) {
          window.clearTimeout(timer);
          form.requestSubmit(pressed);
        } else if (isDue) {
          isDue = false;
          later();
        }
      });
  }

  function show(answer) {
    said.textContent = answer.error || answer.said;
    if (answer.error) return;
    form.elements.version.value = answer.version;
    put("term", answer.term);
    var weighed = document.getElementById("weighed");
    var was = weighed && weighed.checked && weighed.value;
    put("matches", answer.matches);
    weighed = document.getElementById("weighed");
    if (weighed) weighed.checked = weighed.value === was;
  }

  function put(id, html) {
    var place = document.getElementById(id);
    if (place.dataset.shown === html) return;
    place.dataset.shown = html;
    place.innerHTML = html;
  }

  form.addEventListener("input", function (event) {
    if (/-(surname|given_name)$/.test(event.target.name || "")) name();
    if (event.target.name !== "weighed") later();
  });
  // What is being saved is saved first: the page would be behind it otherwise.
  var pressed = null;
  form.addEventListener("submit", function (event) {
    window.clearTimeout(timer);
    isDue = false;
    if (!isSending) return;
    event.preventDefault();
    pressed = event.submitter;
  });

  // Scans go up as soon as they are chosen.
  document.getElementById("id_scans").addEventListener("change", function () {
    form.requestSubmit(document.getElementById("add-scans"));
  });
  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("drop", function (event) {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    var box = document.getElementById("id_scans");
    box.files = event.dataTransfer.files;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
