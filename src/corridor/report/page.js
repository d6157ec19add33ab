(function () {
    "use strict";
    var form = document.getElementById("prices"), dearest = Number(form.dataset.dearest);
    var body = document.querySelector("#points tbody"), rows = Array.from(body.rows);
    var sections = Array.from(document.querySelectorAll("section.way"));
    var dots = Array.from(document.querySelectorAll("#scatter circle[data-point]"));
    var vot = document.getElementById("vot"), votRange = document.getElementById("vot-range");
    var carbon = document.getElementById("carbon"), carbonRange = document.getElementById("carbon-range");

    function whole(text) {
        return Number.isFinite(Number(text)) && Number(text) > 0 ? BigInt(Math.round(Number(text) * 100)) : 0n;
    }

    // Cents, minutes and grams at whole cents an hour and a tonne: whole numbers all the way, so that equals are equal.
    function value(row, perHour, perTonne) {
        var own = row.dataset;
        return BigInt(own.cents) * 3000000n + perHour * BigInt(own.minutes) * 50000n + perTonne * BigInt(own.grams) * 3n;
    }

    function rank() {
        var perHour = whole(vot.value), perTonne = whole(carbon.value), best = null;
        var ranked = rows.map(function (row) {
            return [value(row, perHour, perTonne), Number(row.dataset.index), row];
        });
        ranked.sort(function (one, two) {
            return one[0] < two[0] ? -1 : one[0] > two[0] ? 1 : one[1] - two[1];
        });
        ranked.forEach(function (item) {
            body.appendChild(item[2]);
            item[2].cells[0].textContent = "";
            item[2].cells[8].textContent = Math.round(Number(item[0]) / 300000000).toLocaleString("en-US");
            if (best === null && item[2].dataset.supported === "1") { best = item[2]; }
        });
        best.cells[0].textContent = "\u2605";
        body.dataset.best = best.dataset.point;
        return best;
    }

    function choose(row) {
        var number = Number(row.dataset.point), index = row.dataset.index;
        rows.forEach(function (other) { other.classList.toggle("chosen", other === row); });
        sections.forEach(function (section) { section.hidden = section.dataset.point !== row.dataset.point; });
        dots.forEach(function (dot) { dot.classList.toggle("chosen", dot.dataset.point === index); });
        document.getElementById("chosen").textContent = row.querySelector("button").textContent;
        window.corridorShow(number);
    }

    function slide() {
        votRange.value = Math.round(1000 * Math.sqrt(Math.min(1, Number(vot.value) * 100 / dearest)));
        carbonRange.value = carbon.value;
        choose(rank());
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    votRange.addEventListener("input", function () {
        vot.value = (Math.round(dearest * Math.pow(votRange.value / 1000, 2)) / 100).toFixed(2);
        choose(rank());
    });
    carbonRange.addEventListener("input", function () { carbon.value = carbonRange.value; choose(rank()); });
    vot.addEventListener("input", slide);
    carbon.addEventListener("input", slide);
    rows.forEach(function (row) { row.addEventListener("click", function () { choose(row); }); });
    dots.forEach(function (dot) {
        var row = rows.find(function (other) { return other.dataset.index === dot.dataset.point; });
        if (row) { dot.addEventListener("click", function () { choose(row); }); }
    });
    slide();
    choose(rows.find(function (row) { return row.dataset.point === form.dataset.first; }));
})();
