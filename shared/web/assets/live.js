// Live figures: [data-live] is an event stream that sends
//   event "figures": HTML that replaces the content of the element;
//   event "over":    nothing more will come, the element goes;
//   event "stand":   HTML that replaces only its [data-stand], when nothing changed but the age.
// An age is written as [data-moment data-age="0.4"], in seconds at the time of writing, and counts on by itself.
// Without this script a page shows what it was sent, and its forms work.
"use strict";

const OLD = 10; // seconds after which figures are called old
const number = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

class Live {
  constructor(element) {
    this.element = element;
    this.state = document.createElement("p");
    this.state.className = "live-state";
    this.state.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "quiet";
    this.said.setAttribute("role", "status");
    element.before(this.said);
    element.prepend(this.state);
    this.writtenAt = performance.now();
    this.stream = new EventSource(element.dataset.live);
    this.stream.addEventListener("figures", (event) => this.replace(event.data));
    this.stream.addEventListener("stand", (event) => this.restamp(event.data));
    this.stream.addEventListener("over", () => this.end());
    this.ticking = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  replace(html) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...this.element.querySelectorAll("details[open][id]")].map((one) => one.id);
    this.element.innerHTML = html;
    this.element.prepend(this.state);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.said.textContent = this.element.dataset.changed;
    this.written();
  }

  restamp(html) {
    const stand = this.element.querySelector("[data-stand]");
    if (stand) stand.innerHTML = html;
    this.said.textContent = "";
    this.written();
  }

  end() {
    this.stream.close();
    clearInterval(this.ticking);
    this.said.remove();
    this.element.remove();
  }

  written() {
    this.writtenAt = performance.now();
    this.tick();
  }

  tick() {
    const passed = (performance.now() - this.writtenAt) / 1000;
    let oldest = 0;
    for (const moment of this.element.querySelectorAll("[data-moment]")) {
      const age = Number(moment.dataset.age) + passed;
      oldest = Math.max(oldest, age);
      moment.textContent = this.words(age);
    }
    const lost = this.stream.readyState !== EventSource.OPEN && passed > 2;
    const old = oldest > OLD || (lost && passed > OLD);
    this.element.classList.toggle("old", old);
    this.state.hidden = !(old || lost);
    this.state.textContent = lost ? this.element.dataset.lost : this.element.dataset.silent;
  }

  words(age) {
    const { ageSeconds, ageMinutes } = this.element.dataset;
    if (age >= 120) return ageMinutes.replace("{n}", String(Math.floor(age / 60)));
    return ageSeconds.replace("{n}", age < 10 ? number.format(age) : String(Math.floor(age)));
  }
}

for (const element of document.querySelectorAll("[data-live]")) new Live(element);

// What came of a form is read first, by eye and by screen reader.
document.querySelector("[data-focus]")?.focus({ preventScroll: true });
