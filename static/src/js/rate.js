// Makes the form kinder, and is never needed: progress, a warning against personal data, no double sending.
const form = document.querySelector("[data-rate]");
const progress = document.querySelector("[data-progress]");
const comment = document.getElementById("comment");
const count = document.getElementById("comment-count");
const warning = document.getElementById("comment-warning");
const submit = form.querySelector("[type=submit]");

// Sixteen digits are a NIK; 08…, +62… or 62… with nine to thirteen digits are a phone number. Spaces, dots and dashes
// between the digits do not hide them.
const PERSONAL = /(?:^|\D)(?:\d[ .-]?){16}(?!\d)|(?:^|[^\d])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)/;

function showProgress() {
  const questions = form.querySelectorAll("[data-question]");
  const answered = [...questions].filter((question) => question.querySelector("input:checked")).length;
  progress.hidden = false;
  progress.querySelector("progress").value = answered;
  progress.querySelector("[data-progress-text]").textContent = progress.dataset.text
    .replace("{answered}", answered)
    .replace("{total}", questions.length);
}

function showComment() {
  const left = comment.maxLength - comment.value.length;
  count.textContent = left <= 200 ? count.dataset.text.replace("{left}", left) : "";
  const personal = PERSONAL.test(comment.value);
  if (warning.hidden === personal) warning.hidden = !personal;
}

// A link on a slip carries the visit code after #, where no server log can see it; bare and in capitals, which no anchor
// of the page is, or after kode=. Its last symbol may be one of * ~ $ = as well, which some readers of QR codes hand on
// percent-encoded.
const BARE = /^#([0-9A-Z]{5}-?[0-9A-Z]{5}-?[0-9A-Z*~$=])$/;
const NAMED = /^#kode=([0-9A-Za-z-]{9,15}[0-9A-Za-z*~$=])$/;

function codeInAddress() {
  try {
    const hash = decodeURIComponent(location.hash);
    return (BARE.exec(hash) ?? NAMED.exec(hash))?.[1];
  } catch {
    return undefined;
  }
}

function fillVisitCode() {
  const code = codeInAddress();
  const field = document.getElementById("visit_code");
  if (!code || !field || field.value) return;
  field.value = code;
  document.querySelector("[data-code-filled]").hidden = false;
  history.replaceState(null, "", location.pathname + location.search);
}

// Says that a proof of work may be asked for; a form without this field is never asked.
if (!document.querySelector("[data-proof]")) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "proof" }));
}

let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
  submit.setAttribute("aria-disabled", "true");
});
// Coming back by the browser's own button finds the form usable again.
addEventListener("pageshow", () => {
  sent = false;
  submit.removeAttribute("aria-disabled");
  showProgress();
});
form.addEventListener("change", showProgress);
comment.addEventListener("input", showComment);

showProgress();
showComment();
fillVisitCode();
document.querySelector(".govuk-error-summary")?.focus();
