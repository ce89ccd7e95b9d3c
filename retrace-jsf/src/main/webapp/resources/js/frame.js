// SPDX-License-Identifier: Apache-2.0
// What every page can do: the key / leads to the search field, and a button copies what it stands beside.
(function () {
  "use strict";
  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  document.addEventListener("keydown", function (event) {
    var field = document.getElementById("q");
    if (field && event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target)) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  function copy(text) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text);
    }
    var field = document.createElement("textarea"); // browsers have no clipboard for pages that came by plain HTTP
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return Promise.resolve();
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-whole]");
    if (button) {
      copy(button.dataset.whole).then(function () {
        button.focus();
        button.classList.add("done");
        button.querySelector("[role=status]").textContent = "copied";
      });
    }
  });
})();
