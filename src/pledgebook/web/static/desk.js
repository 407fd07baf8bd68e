"use strict";
// A row and its passage light up together, by mouse and by keyboard; a row's address scrolls to its passage.
// data-row and data-rows hold ids that the book made itself, never words of a report.
(() => {
  const idsOf = (element) => (element.dataset.rows || element.dataset.row || "").split(" ").filter(Boolean);
  const joined = () => document.querySelectorAll("[data-row], [data-rows]");
  const light = (element) => {
    const ids = element ? idsOf(element) : [];
    for (const other of joined()) {
      other.classList.toggle("lit", idsOf(other).some((id) => ids.includes(id)));
    }
  };
  const near = (event) => (event.target instanceof Element ? event.target.closest("[data-row], [data-rows]") : null);
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, (event) => {
    const element = near(event);
    if (element) light(element);
  });
  for (const kind of ["mouseout", "focusout"]) document.addEventListener(kind, (event) => {
    if (near(event)) light(null);
  });
  document.addEventListener("click", (event) => {
    const element = near(event);
    if (!element || event.target.closest("a, button, summary, input")) return;
    const id = idsOf(element)[0];
    const other = element.dataset.rows
      ? document.querySelector(`[data-row="${CSS.escape(id)}"]`)
      : document.querySelector(`[data-rows~="${CSS.escape(id)}"]`);
    if (other) { other.scrollIntoView({ block: "center" }); other.focus({ preventScroll: true }); }
  });
  const chosen = new URLSearchParams(location.search).get("row");
  const passage = chosen && document.querySelector(`[data-rows~="${CSS.escape(chosen)}"]`);
  if (passage) { passage.scrollIntoView({ block: "center" }); light(passage); }
})();
