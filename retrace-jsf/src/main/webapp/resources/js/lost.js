// SPDX-License-Identifier: Apache-2.0
// When a refresh is answered by something that is no refresh (the sign-in page, or a view that has expired), load the
// page again: signing in leads back to this address. When nothing answers, say so and keep trying.
(function () {
  "use strict";
  function lost(yes) {
    document.getElementById("lost").hidden = !yes;
  }
  document.addEventListener("DOMContentLoaded", function () {
    jQuery(document).on("pfAjaxSuccess", function () { lost(false); });
    jQuery(document).on("pfAjaxError", function (event, xhr) {
      if (xhr.status === 0 || xhr.status >= 500) {
        lost(true);
      } else {
        window.location.reload();
      }
    });
  });
})();
