// Opens a chart as an interactive one, on tap only: Plotly, its style sheet and the figure load at that moment.
// Markup: <button data-figure-url data-plotly-src data-plotly-css data-target data-waiting data-failed>.
const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true };

let library;

function load(element) {
  return new Promise((done, failed) => {
    element.addEventListener("load", done);
    element.addEventListener("error", () => {
      element.remove();
      failed(new Error("not loaded"));
    });
    document.head.append(element);
  });
}

// Under the strict CSP Plotly may not add rules of its own; it sees by id and class that the page carries them.
function styleSheet(href) {
  if (document.getElementById("plotly.js-style-global")) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  link.id = "plotly.js-style-global";
  link.className = "no-inline-styles";
  return load(link);
}

function plotly({ plotlySrc, plotlyCss }) {
  library ??= styleSheet(plotlyCss)
    .then(() => window.Plotly || load(Object.assign(document.createElement("script"), { src: plotlySrc })))
    .catch((error) => {
      library = undefined;
      throw error;
    });
  return library;
}

async function figure(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`figure: ${answer.status}`);
  return answer.json();
}

async function open(button) {
  const target = document.getElementById(button.dataset.target);
  const status = button.parentElement.querySelector("[role=status]");
  button.setAttribute("aria-disabled", "true");
  status.textContent = button.dataset.waiting;
  try {
    const [{ data, layout }] = await Promise.all([figure(button.dataset.figureUrl), plotly(button.dataset)]);
    target.classList.add("is-open"); // before drawing: Plotly measures the room it has
    await window.Plotly.newPlot(target, data, layout, CONFIG);
    status.textContent = "";
    button.hidden = true;
  } catch {
    target.replaceChildren();
    target.classList.remove("is-open");
    status.textContent = button.dataset.failed;
    button.removeAttribute("aria-disabled");
  }
}

for (const button of document.querySelectorAll("[data-figure-url]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") open(button);
  });
}
