// SPDX-License-Identifier: Apache-2.0
// Leads to what came of the form for a token: the token that was made, or the first field that is wrong.
(function () {
  "use strict";
  jQuery(document).on("pfAjaxComplete", function () {
    var next = document.getElementById("new-token") || document.querySelector("#make [aria-invalid=true]");
    if (next) {
      next.focus();
      next.scrollIntoView({block: "center"});
    }
  });
})();
