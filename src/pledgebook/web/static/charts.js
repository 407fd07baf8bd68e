"use strict";
// Draws each chart from the specification at its address. The policy of the page allows no eval: `ast` lets the
// interpreter of the bundle read the expressions. Where anything fails, the picture is shown instead.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const options = {
    ast: true,
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };
  const draw = async (place) => {
    const figure = place.closest("figure");
    try {
      const answer = await fetch(dark.matches ? place.dataset.dark : place.dataset.light);
      if (!answer.ok) throw new Error(String(answer.status));
      const told = place.getAttribute("aria-label");
      await vegaEmbed(place, await answer.json(), options);
      place.setAttribute("role", "img"); // Vega puts words of its own there
      place.setAttribute("aria-label", told);
      figure.classList.add("done");
    } catch (error) {
      console.warn(`a chart shows as its picture: ${error.message}`);
      figure.classList.add("failed");
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
  }, { rootMargin: "200px" });
  if (!matchMedia("(scripting: enabled)").matches) return; // such a browser shows the pictures
  const places = document.querySelectorAll("[data-light]");
  for (const place of places) {
    if (window.vegaEmbed) seen.observe(place);
    else place.closest("figure").classList.add("failed");
  }
  dark.addEventListener("change", () => places.forEach(draw));
})();
