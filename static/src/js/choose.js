// Many boxes to choose from: says how many are ticked, and ticks all of a group or none. Without it each is ticked alone.
const boxes = (one) => [...one.closest("[data-choose]").querySelectorAll("input[type=checkbox]")];

function tell() {
  for (const place of document.querySelectorAll("[data-chosen]")) {
    const all = boxes(place);
    const ticked = all.filter((box) => box.checked);
    place.textContent = place.dataset.chosen.replace("{n}", ticked.length).replace("{total}", all.length);
  }
}

for (const button of document.querySelectorAll("[data-tick]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of boxes(button)) box.checked = button.dataset.tick === "all";
    tell();
  });
}
document.addEventListener("change", tell);
window.addEventListener("pageshow", tell); // a browser that goes back puts the ticks back first
