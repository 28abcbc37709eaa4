// Follows work that goes on in the background: asks for the page again and renews what is said of it. When it is over,
// the page says so no longer, and is loaded anew. Without this script a link does the same.
const PAUSE = 5000;

async function look(shown) {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.querySelector("[data-watch]");
    if (answer.ok && !newer) return location.reload();
    if (answer.ok && newer.textContent !== shown.textContent) shown.textContent = newer.textContent;
  } catch {
    // the network is away for a moment
  }
  return wait(shown);
}

function wait(shown) {
  setTimeout(look, PAUSE, shown);
}

const shown = document.querySelector("[data-watch]");
if (shown) wait(shown);
