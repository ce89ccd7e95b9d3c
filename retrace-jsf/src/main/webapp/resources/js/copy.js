// SPDX-License-Identifier: Apache-2.0
// Copies: a button's data-text, or what the address in a link's data-copy answers. Without scripts the link opens it.
(function () {
  "use strict";
  function fallBack(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy"); // where there is no clipboard API: over plain HTTP
    area.remove();
    return done;
  }
  function write(text) {
    return navigator.clipboard
      ? navigator.clipboard.writeText(text).then(() => true, () => fallBack(text))
      : Promise.resolve(fallBack(text));
  }
  function say(item, done) {
    var word = item.querySelector("span") || item;
    var before = item.dataset.before || word.innerHTML;
    item.dataset.before = before;
    document.getElementById("spoken").textContent = done ? "Copied" : "It could not be copied";
    item.classList.add(done ? "done" : "failed");
    if (word !== item || !item.querySelector("svg")) {
      word.textContent = done ? "Copied" : "Not copied";
    }
    setTimeout(function () {
      item.classList.remove("done", "failed");
      word.innerHTML = before;
    }, 2000);
  }
  document.addEventListener("click", function (event) {
    var item = event.target.closest("[data-text], [data-copy]");
    if (!item) {
      return;
    }
    event.preventDefault();
    var focused = document.activeElement;
    var text = item.dataset.text !== undefined
      ? Promise.resolve(item.dataset.text)
      : fetch(item.dataset.copy).then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject()));
    text.then(write).catch(() => false).then(function (done) {
      say(item, done);
      focused.focus();
    });
  });
})();
