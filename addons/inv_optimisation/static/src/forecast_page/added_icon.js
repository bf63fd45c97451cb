const ICONS = {
    better: "fa-check-circle",
    worse: "fa-exclamation-triangle",
    same: "fa-minus",
    unknown: "fa-question-circle-o",
};

/** Icon beside the word that compares a forecast with the naive one. */
export function addedIcon(verdict) {
    return ICONS[verdict] || "";
}
