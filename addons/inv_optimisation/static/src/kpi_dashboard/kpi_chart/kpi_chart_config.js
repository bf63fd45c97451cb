const FONT_SIZE = 11;
const LABEL_GAP = 14;
const LETTER_WIDTH = 6.6;
const END_GAP = 8;
const DASH = [5, 4];
const BAR_RADIUS = 2;
const VARIABLES = {
    stock: "--o-inv-stock",
    model: "--o-inv-forecast-text",
    target: "--o-inv-reorder",
    lost: "--o-inv-kpi-lost",
    last: "--o-inv-reorder",
    gap: "--o-inv-kpi-gap-area",
    text: "--o-inv-muted",
    grid: "--o-inv-grid",
};

/** The colours of the theme at the place of `element`. */
export function readColours(element) {
    const style = getComputedStyle(element);
    return Object.fromEntries(
        Object.entries(VARIABLES).map(([name, variable]) => [
            name,
            style.getPropertyValue(variable).trim() || "#5f6873",
        ])
    );
}

/**
 * Place the labels of line ends below each other, none over another one.
 *
 * @param {Array<{y: Number}>} labels
 * @returns {Array<{y: Number}>} the labels from top to bottom
 */
export function spreadLabels(labels) {
    const placed = [...labels].sort((one, other) => one.y - other.y);
    return placed.reduce((done, label) => {
        const last = done.at(-1);
        const y = last ? Math.max(label.y, last.y + LABEL_GAP) : label.y;
        return [...done, {...label, y}];
    }, []);
}

function lineDataset(one, index, series, colours) {
    const next = series.findIndex((other, place) => place > index && !one.is_dashed);
    return {
        label: one.name,
        data: one.values,
        texts: one.texts,
        end: one.end,
        borderColor: colours[one.colour],
        backgroundColor: one.fill ? colours.gap : "transparent",
        fill: one.fill && next >= 0 ? {target: next} : false,
        borderWidth: 2,
        borderDash: one.is_dashed ? DASH : [],
        pointRadius: one.values.map((_value, place) =>
            place === one.values.length - 1 && !one.is_dashed ? 3 : 0
        ),
        pointBackgroundColor: colours[one.colour],
        spanGaps: true,
        tension: 0,
    };
}

function barDataset(one, colours) {
    return {
        label: one.name,
        data: one.values,
        texts: one.texts,
        borderRadius: BAR_RADIUS,
        backgroundColor: one.values.map((_value, place) =>
            place === one.values.length - 1 ? colours.last : colours.lost
        ),
    };
}

/** A plugin that writes the name of each line at its right end. */
function endLabels() {
    return {
        id: "inv_end_labels",
        afterDatasetsDraw(chart) {
            const {ctx} = chart;
            const labels = chart.data.datasets.flatMap((dataset, index) => {
                const point = chart.getDatasetMeta(index).data.at(-1);
                const isDrawn = dataset.end && point && !Number.isNaN(point.y);
                return isDrawn
                    ? [
                          {
                              text: dataset.end,
                              colour: dataset.borderColor,
                              x: point.x,
                              y: point.y,
                          },
                      ]
                    : [];
            });
            ctx.save();
            ctx.font = `600 ${FONT_SIZE}px sans-serif`;
            ctx.textBaseline = "middle";
            for (const label of spreadLabels(labels)) {
                ctx.fillStyle = label.colour;
                ctx.fillText(label.text, label.x + END_GAP, label.y);
            }
            ctx.restore();
        },
    };
}

/** Room at the right for the longest name of a line. */
export function endRoom(series) {
    const longest = Math.max(0, ...series.map((one) => one.end.length));
    return longest ? Math.ceil(longest * LETTER_WIDTH) + 2 * END_GAP : 0;
}

function scales(chart, colours) {
    const words = new Map(chart.axis.ticks.map((tick) => [tick.value, tick.label]));
    return {
        x: {
            grid: {display: false},
            border: {color: colours.grid},
            ticks: {
                color: colours.text,
                font: {size: FONT_SIZE},
                maxRotation: 0,
                autoSkipPadding: 8,
            },
        },
        y: {
            min: chart.axis.min,
            max: chart.axis.max,
            grid: {color: colours.grid},
            border: {display: false},
            afterBuildTicks: (axis) => {
                axis.ticks = chart.axis.ticks.map((tick) => ({value: tick.value}));
            },
            ticks: {
                color: colours.text,
                font: {size: FONT_SIZE},
                callback: (value) => words.get(value) ?? "",
            },
        },
    };
}

/** The configuration of Chart.js for a chart that the server prepared. */
export function chartConfig(chart, colours) {
    const isLine = chart.kind === "line";
    return {
        type: chart.kind,
        data: {
            labels: chart.labels,
            datasets: chart.series.map((one, index) =>
                isLine
                    ? lineDataset(one, index, chart.series, colours)
                    : barDataset(one, colours)
            ),
        },
        plugins: isLine ? [endLabels()] : [],
        options: {
            animation: false,
            maintainAspectRatio: false,
            layout: {padding: {right: isLine ? endRoom(chart.series) : 0, top: 6}},
            interaction: {mode: "index", intersect: false},
            scales: scales(chart, colours),
            plugins: {
                legend: {display: false},
                tooltip: {
                    callbacks: {
                        title: (items) => chart.titles[items[0].dataIndex],
                        label: (item) =>
                            `${item.dataset.label}: ${item.dataset.texts[item.dataIndex]}`,
                    },
                },
            },
        },
    };
}
