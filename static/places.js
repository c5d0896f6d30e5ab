// Offers places while one types (ARIA combobox with a list box). Without it, or when the search
// cannot be reached, the page works in two steps: type, continue, choose.
(function () {
  "use strict";

  var PAUSE = 200; // milliseconds after the last key
  var LEAST = 2; // characters

  function enhance(place) {
    var input = place.querySelector("input[type=text]");
    var offered = place.querySelector("input[name$=_for]");
    var chosen = chosenIn(place, input);
    var list = element("ul", { id: input.id + "_list", role: "listbox", class: "suggestions", lang: "uk", hidden: "" });
    var said = element("div", { class: "visually-hidden", role: "status" });
    var timer = 0;
    var asked = 0;
    var current = -1;

    list.setAttribute("aria-label", input.labels.length ? input.labels[0].textContent : "");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.after(list, said);

    input.addEventListener("input", function () {
      forget();
      window.clearTimeout(timer);
      timer = window.setTimeout(search, PAUSE);
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", function (event) {
      event.preventDefault(); // the focus stays in the box
    });
    list.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) choose(option);
    });

    function forget() {
      var form = place.querySelector("fieldset");
      if (form) form.remove();
      chosen.value = "";
      offered.value = "";
    }

    function search() {
      var typed = input.value.trim();
      var turn = ++asked;
      if (typed.length < LEAST) return close();
      fetch(place.dataset.places + "?q=" + encodeURIComponent(typed))
        .then(function (answer) {
          if (!answer.ok) throw new Error(answer.status);
          return answer.json();
        })
        .then(function (found) {
          if (turn === asked && document.activeElement === input) show(found);
        })
        .catch(close);
    }

    function show(found) {
      list.replaceChildren.apply(list, found.places.map(option));
      var count = found.places.length;
      said.textContent = count
        ? place.dataset.found + " " + count + (found.has_more ? ". " + place.dataset.more : "")
        : place.dataset.none;
      open(count > 0);
      mark(-1);
    }

    function option(match, number) {
      var item = element("li", { role: "option", id: list.id + "_" + number, "aria-selected": "false" });
      item.append(match.name);
      if (match.path) {
        var path = element("div", { class: "hint" });
        path.textContent = match.path;
        item.append(path);
      }
      item.dataset.code = match.code;
      item.dataset.label = match.path ? match.name + ", " + match.path : match.name;
      return item;
    }

    function choose(item) {
      input.value = offered.value = item.dataset.label;
      chosen.value = item.dataset.code;
      said.textContent = item.dataset.label;
      close();
    }

    function onKey(event) {
      var isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) return search();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && isOpen && current >= 0) {
        event.preventDefault();
        choose(list.children[current]);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      }
    }

    function move(by) {
      var count = list.children.length;
      mark(current < 0 && by < 0 ? count - 1 : (current + by + count) % count);
    }

    function mark(number) {
      current = number;
      Array.from(list.children).forEach(function (item, at) {
        item.setAttribute("aria-selected", String(at === number));
      });
      if (number < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number].scrollIntoView({ block: "nearest" });
    }

    function open(isOpen) {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
    }

    function close() {
      asked++;
      window.clearTimeout(timer);
      open(false);
      mark(-1);
    }
  }

  // Where the page itself offers a choice, its buttons carry the code, until one types again.
  function chosenIn(place, input) {
    var name = input.name + "_code";
    var hidden = place.querySelector("input[type=hidden][name='" + name + "']");
    if (hidden) return hidden;
    hidden = element("input", { type: "hidden" });
    place.append(hidden);
    input.addEventListener("input", function () {
      hidden.name = name;
    });
    return hidden;
  }

  function element(tag, attributes) {
    var made = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) {
      made.setAttribute(name, attributes[name]);
    });
    return made;
  }

  document.querySelectorAll(".place[data-places]").forEach(enhance);
  document.addEventListener("row-added", function (event) {
    event.target.querySelectorAll(".place[data-places]").forEach(enhance);
  });
})();
