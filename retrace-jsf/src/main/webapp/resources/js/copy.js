// SPDX-License-Identifier: Apache-2.0
// A link with data-copy copies what its address answers; without scripts it opens it.
(function () {
  "use strict";
  // a script is told that nobody is signed in, and not led to where people sign in
  var BY_SCRIPT = {headers: {"X-Requested-With": "XMLHttpRequest"}};
  function fallBack(text) {
    var area = document.createElement("textarea"); // browsers have no clipboard for pages that came by plain HTTP
    area.value = text;
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }
  function write(text) {
    return navigator.clipboard
      ? navigator.clipboard.writeText(text).then(() => true, () => fallBack(text))
      : fallBack(text);
  }
  function say(link, done) {
    var word = link.querySelector("span") || link;
    var before = word.dataset.before || word.textContent;
    word.dataset.before = before;
    word.textContent = done ? "Copied" : "Not copied";
    document.getElementById("spoken").textContent = word.textContent;
    setTimeout(() => (word.textContent = before), 2000);
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    fetch(link.href, BY_SCRIPT)
      .then((answer) => (answer.ok && (answer.headers.get("Content-Type") || "").startsWith("text/plain") ? answer.text() : Promise.reject()))
      .then(write)
      .catch(() => false)
      .then(function (done) {
        say(link, done);
        link.focus();
      });
  });
})();
