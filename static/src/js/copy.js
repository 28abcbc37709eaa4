// Buttons that copy what they name: shown only where the browser can.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText((copied.value ?? copied.textContent).trim());
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
}
