// Shows the key to one's own rating, which stands after # in the address and is never sent to the server.
import "./copy.js";

const box = document.querySelector("[data-key]");
const key = decodeURIComponent(location.hash.slice(1));

if (box && /^[0-9a-f]{32,}$/i.test(key)) {
  box.querySelector("[data-key-value]").textContent = key;
  box.hidden = false;
  document.querySelector("[data-key-without]").hidden = true;
}
