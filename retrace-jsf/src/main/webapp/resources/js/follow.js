// SPDX-License-Identifier: Apache-2.0
// Follows a task that is under way: asks for the page again and takes over what has changed; a log grows by its new
// lines. It ends when the task has ended.
(function () {
  "use strict";
  // a script is told that nobody is signed in, and not led to where people sign in
  var BY_SCRIPT = {headers: {"X-Requested-With": "XMLHttpRequest"}};
  var PERIOD = 1500;
  var MOST_CHARACTERS = 1000000;
  var lost = document.getElementById("lost");

  function isUnderWay() {
    var standing = document.getElementById("standing");
    return standing !== null && standing.dataset.underWay === "true";
  }

  // Changes only what is another now, so that what moves goes on moving and what is open or focused stays so.
  function morph(now, next) {
    if (now.nodeName !== next.nodeName || now.childNodes.length !== next.childNodes.length) {
      now.replaceWith(next);
    } else if (now.nodeType !== Node.ELEMENT_NODE) {
      if (now.nodeValue !== next.nodeValue) {
        now.nodeValue = next.nodeValue;
      }
    } else {
      [...now.attributes].filter((it) => it.name !== "open" && !next.hasAttribute(it.name))
        .forEach((it) => now.removeAttribute(it.name));
      [...next.attributes].filter((it) => now.getAttribute(it.name) !== it.value)
        .forEach((it) => now.setAttribute(it.name, it.value));
      var children = [...next.childNodes];
      [...now.childNodes].forEach((child, at) => morph(child, children[at]));
    }
  }

  // Takes over a part of the page; a focus that goes with what was there goes to the tab.
  function take(page, selector) {
    var next = page.querySelector(selector);
    var focused = document.activeElement;
    if (next) {
      morph(document.querySelector(selector), next);
    }
    if (!focused.isConnected) {
      document.querySelector(".tabs [aria-current=page]").focus();
    }
  }

  function takeOver(page) {
    var word = page.querySelector("#standing").dataset.word;
    if (word !== document.getElementById("standing").dataset.word) {
      document.getElementById("spoken").textContent = "The task is now: " + word;
    }
    document.title = page.title;
    take(page, "header.title");
    take(page, "#standing");
    if (!document.getElementById("log")) {
      take(page, "#panel");
    }
  }

  // Adds the lines that came since, as long as there are any; who reads its end stays there.
  function growLog() {
    var log = document.getElementById("log");
    if (!log) {
      return Promise.resolve();
    }
    return fetch(log.dataset.more + log.dataset.end, BY_SCRIPT).then(function (answer) {
      var end = answer.headers.get("Retrace-Log-End");
      return answer.ok && end ? answer.text().then((text) => add(log, text, end)) : undefined;
    });
  }

  function add(log, text, end) {
    if (!text) {
      return undefined;
    }
    var atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 8;
    log.append(text);
    log.dataset.end = end;
    if (log.textContent.length > MOST_CHARACTERS) {
      log.firstChild.remove();
    }
    if (atEnd) {
      log.scrollTop = log.scrollHeight;
    }
    var none = document.getElementById("no-log");
    if (none) {
      none.remove();
    }
    return growLog();
  }

  function follow() {
    var address = window.location.href.replace(/#.*/, "");
    fetch(address, BY_SCRIPT)
      .then((answer) => answer.text().then((text) => ({status: answer.status, text: text})))
      .then(function (answer) {
        var page = new DOMParser().parseFromString(answer.text, "text/html");
        if (answer.status >= 500) {
          return Promise.reject();
        }
        if (!page.getElementById("standing")) {
          return window.location.reload(); // signed out, or the task is gone: the page itself says so
        }
        lost.hidden = true;
        takeOver(page);
        return growLog();
      })
      .catch(() => (lost.hidden = false))
      .finally(() => (isUnderWay() ? setTimeout(follow, PERIOD) : undefined));
  }

  var log = document.getElementById("log");
  if (log) {
    log.scrollTop = log.scrollHeight;
  }
  if (isUnderWay()) {
    setTimeout(follow, PERIOD);
  }
})();
