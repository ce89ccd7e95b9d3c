// SPDX-License-Identifier: Apache-2.0
// The backtrace by keyboard, frames that are fetched when somebody wants them, and addresses of frames.
(function () {
  "use strict";
  // a script is told that nobody is signed in, and not led to where people sign in
  var BY_SCRIPT = {headers: {"X-Requested-With": "XMLHttpRequest"}};
  function lines() {
    return [...document.querySelectorAll(".backtrace summary")].filter((line) => line.checkVisibility());
  }

  function go(step) {
    var all = lines();
    var at = all.indexOf(document.activeElement);
    var next = at < 0 ? (step > 0 ? firstFrame(all) : all.length - 1) : at + step;
    if (all[next]) {
      all[next].focus();
      all[next].scrollIntoView({block: "nearest"});
    }
  }

  function firstFrame(all) {
    return Math.max(0, all.findIndex((line) => line.closest(".frame")));
  }

  // Puts what the link promises in its place, and the focus on the first of it.
  function fetchMore(link, focus) {
    if (link.ariaBusy === "true") {
      return;
    }
    link.ariaBusy = "true";
    fetch(link.href.replace("task.xhtml", "frames.xhtml"), BY_SCRIPT)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var frames = page.querySelector(".frames");
        if (!frames) {
          return window.location.assign(link.href); // signed out, or gone: the page itself says so
        }
        var first = frames.querySelector("summary");
        var list = [...link.parentElement.children].filter((child) => child.matches(".frames")).pop();
        list.append(...frames.children);
        var rest = [...page.querySelectorAll(".more, .ending, .frames ~ .links")];
        [...link.parentElement.children].filter((child) => child.matches(".ending, .links")).forEach((old) => old.remove());
        link.replaceWith(...rest);
        if (focus && first) {
          first.focus();
        }
      })
      .catch(() => window.location.assign(link.href));
  }

  function show() {
    var wanted = /^#t\d+(f\d+)?$/.test(window.location.hash) && document.querySelector(window.location.hash);
    if (!wanted) {
      return;
    }
    for (var fold = wanted; fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    wanted.firstElementChild.focus();
    wanted.scrollIntoView({block: "center"});
  }

  function address(fold) {
    if (fold.matches(".thread")) {
      return fold.matches(".crashed")
        ? null
        : "task.xhtml?id=" + fold.parentElement.dataset.task + "&thread=" + fold.id.slice(1) + "#" + fold.id;
    }
    return fold.querySelector(".links a").getAttribute("href");
  }

  document.addEventListener("keydown", function (event) {
    var writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (!writes && !event.ctrlKey && !event.altKey && !event.metaKey && (event.key === "j" || event.key === "k")) {
      go(event.key === "j" ? 1 : -1);
    }
  });
  document.addEventListener("click", function (event) {
    var more = event.target.closest("[data-more=more]");
    if (more && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      fetchMore(more, true);
    }
  });
  // what was opened last stands in the address, so that a reload shows it again
  document.addEventListener("toggle", function (event) {
    var fold = event.target;
    if (!fold.open || !fold.matches(".backtrace details")) {
      return;
    }
    var list = fold.querySelector(":scope > .frames");
    if (list && !list.children.length) {
      var more = fold.querySelector(":scope > .more");
      if (more) {
        fetchMore(more, false);
      }
    }
    if (address(fold)) {
      window.history.replaceState(null, "", address(fold));
    }
  }, true);
  window.addEventListener("hashchange", show);
  show();
  // a browser that has scrolled to a part that cannot have the focus takes the focus away, in its first frame
  window.addEventListener("load", () => window.requestAnimationFrame(() => window.setTimeout(show)));
})();
