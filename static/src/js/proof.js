// Loaded only when the portal asks for a proof of work: solves it in the background and sends the form by itself.
// A browser that cannot (too old, too slow, no cryptography) sends the form without one, and it is taken all the same.
import "altcha/external";
import "altcha/i18n/id";

const box = document.querySelector("[data-proof]");
const form = document.querySelector("[data-rate]");
const waits = document.querySelector(".govuk-error-summary") !== null;
let ready = false;

function finish(proof) {
  ready = true;
  if (proof) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "proof", value: proof });
    form.append(field);
  }
  box.querySelector("[data-proof-working]").hidden = true;
  box.querySelector("[data-proof-done]").hidden = false;
  if (!waits) form.submit();
}

function showState({ detail }) {
  if (ready) return;
  if (detail.state === "verified") finish(detail.payload);
  else if (detail.state === "error" || detail.state === "expired") finish("");
}

// Sending before the sum is done would ask for another one.
form.addEventListener(
  "submit",
  (event) => {
    if (ready) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box.scrollIntoView();
  },
  { capture: true },
);

globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(box.dataset.worker));
const widget = document.createElement("altcha-widget");
widget.addEventListener("statechange", showState);
widget.setAttribute("challenge", box.dataset.challenge);
widget.setAttribute("language", document.documentElement.lang);
widget.setAttribute("auto", "onload");
widget.setAttribute(
  "configuration",
  JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false, minDuration: 0 }),
);
box.querySelector("[role=status]").before(widget);
box.focus();
