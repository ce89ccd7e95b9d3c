// SPDX-License-Identifier: Apache-2.0
// What becomes of a page whose refresh fails: it is loaded again when the server no longer knows the page as it was
// shown, or who looks at it; otherwise it says that it is out of date, and the next refresh tries again.
(function () {
  "use strict";
  function look(event, xhr) {
    var text = xhr.responseText || "";
    if (text.includes("<error>") && text.includes("ViewExpiredException")) {
      window.location.reload();
    } else {
      document.getElementById("lost").hidden = xhr.status === 200 && !text.includes("<error>");
    }
  }
  function lookAtError(event, xhr) {
    if (xhr.status === 401) {
      window.location.reload();
    }
  }
  document.addEventListener("DOMContentLoaded", function () {
    PrimeFaces.settings.errorPages = null; // a refresh that fails does not lead away from the page
    jQuery(document).on("pfAjaxComplete", look).on("pfAjaxError", lookAtError);
  });
})();
