const FONT_SIZE = 11;
const DASH = [5, 4];
const HATCH_SIZE = 6;
const BAND_ALPHAS = [0.14, 0.2, 0.28];
const VARIABLES = {
    demand: "--o-inv-demand",
    forecast: "--o-inv-forecast",
    manual: "--o-inv-reorder",
    before: "--o-inv-max",
    today: "--o-inv-out",
    text: "--o-inv-muted",
    grid: "--o-inv-grid",
    future: "--o-inv-ground-future",
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

/** A colour with an alpha, as #rrggbbaa. */
export function withAlpha(colour, alpha) {
    const digits = Math.round(alpha * 255)
        .toString(16)
        .padStart(2, "0");
    return `${colour}${digits}`;
}

/** A hatched fill for weeks whose demand is not all that was wanted. */
function hatch(colour) {
    const tile = document.createElement("canvas");
    tile.width = HATCH_SIZE;
    tile.height = HATCH_SIZE;
    const context = tile.getContext("2d");
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(0, HATCH_SIZE);
    context.lineTo(HATCH_SIZE, 0);
    context.stroke();
    return context.createPattern(tile, "repeat");
}

function bandDatasets(chart, colours) {
    return chart.bands.flatMap((band, index) => {
        const line = {
            type: "line",
            label: band.name,
            stepped: "middle",
            borderWidth: 0,
            pointRadius: 0,
            pointHitRadius: 0,
            order: 3,
        };
        return [
            {...line, data: band.low, fill: false},
            {
                ...line,
                data: band.high,
                fill: "-1",
                backgroundColor: withAlpha(colours.forecast, BAND_ALPHAS[index]),
            },
        ];
    });
}

function lineDatasets(chart, colours) {
    const line = {type: "line", stepped: "middle", pointRadius: 0, fill: false};
    const isManual = (place) => chart.is_changed[place];
    return [
        {
            ...line,
            data: chart.before,
            borderColor: colours.before,
            borderDash: DASH,
            borderWidth: 1.5,
            order: 2,
        },
        {
            ...line,
            data: chart.forecast,
            borderColor: colours.forecast,
            borderWidth: 2.5,
            segment: {
                borderColor: ({p0DataIndex, p1DataIndex}) =>
                    isManual(p0DataIndex) && isManual(p1DataIndex)
                        ? colours.manual
                        : undefined,
            },
            order: 1,
        },
    ];
}

function demandDataset(chart, colours) {
    const pattern = chart.marks.some(Boolean) ? hatch(colours.demand) : null;
    return {
        type: "bar",
        data: chart.demand,
        backgroundColor: chart.marks.map((mark) => (mark ? pattern : colours.demand)),
        borderColor: colours.demand,
        borderWidth: chart.marks.map((mark) => (mark ? 1 : 0)),
        barPercentage: 1,
        categoryPercentage: 0.82,
        order: 4,
    };
}

/** A plugin that lays a ground under the future and a line at today. */
export function todayPlugin(chart, colours) {
    const edge = ({scales: {x}}) =>
        (x.getPixelForValue(chart.past - 1) + x.getPixelForValue(chart.past)) / 2;
    return {
        id: "inv_today",
        beforeDatasetsDraw(drawing) {
            const {ctx, chartArea} = drawing;
            const left = edge(drawing);
            ctx.save();
            ctx.fillStyle = colours.future;
            ctx.fillRect(
                left,
                chartArea.top,
                chartArea.right - left,
                chartArea.bottom - chartArea.top
            );
            ctx.restore();
        },
        afterDatasetsDraw(drawing) {
            const {ctx, chartArea} = drawing;
            const left = edge(drawing);
            ctx.save();
            ctx.strokeStyle = colours.today;
            ctx.fillStyle = colours.today;
            ctx.beginPath();
            ctx.moveTo(left, chartArea.top - 2);
            ctx.lineTo(left, chartArea.bottom);
            ctx.stroke();
            ctx.font = `600 ${FONT_SIZE}px sans-serif`;
            ctx.textAlign = "center";
            ctx.fillText(chart.today, left, chartArea.top - 6);
            ctx.restore();
        },
    };
}

function scales(chart, colours) {
    const words = new Map(chart.axis.ticks.map((tick) => [tick.value, tick.label]));
    const ticks = {color: colours.text, font: {size: FONT_SIZE}};
    return {
        x: {
            grid: {display: false},
            border: {color: colours.grid},
            ticks: {...ticks, maxRotation: 0, autoSkipPadding: 24},
        },
        y: {
            min: 0,
            max: chart.axis.max,
            grid: {color: colours.grid},
            border: {display: false},
            afterBuildTicks: (axis) => {
                axis.ticks = chart.axis.ticks.map(({value}) => ({value}));
            },
            ticks: {...ticks, callback: (value) => words.get(value) ?? ""},
        },
    };
}

/** The configuration of Chart.js for what the server prepared. */
export function chartConfig(chart, colours) {
    return {
        data: {
            labels: chart.labels,
            datasets: [
                ...bandDatasets(chart, colours),
                demandDataset(chart, colours),
                ...lineDatasets(chart, colours),
            ],
        },
        plugins: [todayPlugin(chart, colours)],
        options: {
            animation: false,
            maintainAspectRatio: false,
            layout: {padding: {top: 20}},
            interaction: {mode: "index", intersect: false},
            scales: scales(chart, colours),
            plugins: {
                legend: {display: false},
                tooltip: {
                    displayColors: false,
                    // One entry says all of a week.
                    filter: (_item, index) => index === 0,
                    callbacks: {
                        title: ([item]) => chart.titles[item.dataIndex],
                        label: (item) => chart.texts[item.dataIndex],
                    },
                },
            },
        },
    };
}
