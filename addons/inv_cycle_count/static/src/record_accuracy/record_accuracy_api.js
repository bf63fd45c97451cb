/** Every call of the accuracy page. */

const MODEL = "inv.count.accuracy";

export function fetchAccuracy(orm, filters) {
    return orm.call(MODEL, "get_record_accuracy", [filters]);
}

export function fetchSamplePlan(orm, wish, filters) {
    const {accuracy, margin, confidence, weeks} = wish;
    return orm.call(MODEL, "get_sample_plan", [
        accuracy,
        margin,
        confidence,
        weeks,
        filters,
    ]);
}

export function addSample(orm, perDay, weeks, filters) {
    return orm.call(MODEL, "add_sample_to_programme", [perDay, weeks, filters]);
}
