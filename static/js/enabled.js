// Tells the stylesheets that JavaScript runs, before anything is painted. A file of its own, so that
// the content security policy needs no exception for inline script.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
