"""Rolling-origin accuracy of the kernel's forecast, beside statsforecast.

Every set is cut off at several origins; what follows is forecast and compared. RMSSE
is scaled by the naive one-step error of the history; the total error is the error of
the demand over the whole horizon per bucket, over the mean demand.
"""

import argparse
import json
import time
import warnings

import data
import numpy as np
from plugins import forecast_all

#: Set: horizon, season, and origins counted back from the end [periods].
SETTINGS = {
    "carparts": (12, 12, (12, 15, 18)),
    "raf": (12, 12, (12, 15, 18)),
    "auto": (6, 12, (6, 8, 10)),
    "hospital": (12, 12, (12, 18, 24)),
    "m3": (18, 12, (18,)),
    "retail": (8, 1, (8, 12, 16)),
    "pasta": (13, 52, (13, 26, 39, 52)),
}
MEASURES = ("rmsse", "total_error", "bias", "mase")
#: Longest season of the models that estimate one index per phase.
LONGEST_SEASON = 24


def measure(arguments):
    """Return the measures of every set and method."""
    names = arguments.sets or [name for name in SETTINGS if name in data.available()]
    return {name: measure_set(name, arguments) for name in names}


def measure_set(name, arguments):
    """Return {method: measures} of one set, the mean over items and origins."""
    horizon, season, origins = SETTINGS[name]
    scores, seconds = {}, {}
    for origin in origins:
        for history, actual in cut(data.load(name), origin, horizon):
            forecasts = run_kernel(history, horizon, season, seconds)
            forecasts.update(run_others(history, horizon, season, arguments, seconds))
            for method, forecast in forecasts.items():
                found = scores.setdefault(method, {key: [] for key in MEASURES})
                for key, values in score(history, actual, forecast).items():
                    found[key].append(values)
    return {
        method: {**summarise(found), "seconds": round(seconds[method], 2)}
        for method, found in scores.items()
    }


def cut(demand, origin, horizon):
    """Yield (history, what follows) of items with at least two demands."""
    rows = {}
    for row in demand:
        rows.setdefault(len(row), []).append(row)
    for length, block in rows.items():
        table, end = np.array(block), length - origin
        history, actual = table[:, :end], table[:, end : end + horizon]
        known = (history > 0).sum(axis=1) >= 2
        if known.any():
            yield history[known], actual[known]


def run_kernel(history, horizon, season, seconds):
    """Return the kernel's forecasts; add what they took to ``seconds``."""
    start = time.perf_counter()
    forecasts = forecast_all(history, horizon, season)
    for method in forecasts:
        seconds[method] = seconds.get(method, 0.0) + time.perf_counter() - start
    return forecasts


def run_others(history, horizon, season, arguments, seconds):
    """Return the forecasts of statsforecast, if it is installed."""
    if arguments.kernel_only:
        return {}
    # The comparison has an environment of its own; tests import this module too.
    import pandas  # noqa: PLC0415
    from statsforecast import StatsForecast  # noqa: PLC0415

    n_items, n_periods = history.shape
    table = pandas.DataFrame(
        {
            "unique_id": np.repeat(np.arange(n_items), n_periods),
            "ds": np.tile(np.arange(1, n_periods + 1), n_items),
            "y": history.ravel(),
        }
    )
    forecasts = {}
    for name, model in get_models(season, arguments.slow).items():
        start = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = StatsForecast(models=[model], freq=1, n_jobs=1).forecast(
                df=table, h=horizon
            )
        result = result.reset_index() if "unique_id" not in result else result
        result = result.sort_values(["unique_id", "ds"])
        forecasts[name] = result[str(model)].to_numpy().reshape(n_items, horizon)
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start
    return forecasts


def get_models(season, slow):
    """Return statsforecast's models by the name in the report."""
    from statsforecast import models  # noqa: PLC0415

    found = {
        "SES": models.SimpleExponentialSmoothingOptimized(),
        "Croston": models.CrostonClassic(),
        "Croston optimised": models.CrostonOptimized(),
        "SBA": models.CrostonSBA(),
        "TSB 0.1": models.TSB(0.1, 0.1),
        "TSB 0.2": models.TSB(0.2, 0.2),
        "IMAPA": models.IMAPA(),
        "ADIDA": models.ADIDA(),
        "MA 12": models.WindowAverage(12),
        "Mean": models.HistoricAverage(),
        "Naive": models.Naive(),
    }
    if season > 1:
        found["Seasonal naive"] = models.SeasonalNaive(season)
    if slow:
        short = season if season <= LONGEST_SEASON else 1
        found["AutoETS"] = models.AutoETS(season_length=short)
        found["Theta (dynamic)"] = models.DynamicOptimizedTheta(season_length=season)
    return found


def score(history, actual, forecast):
    """Return every measure per item; NaN where it has no scale."""
    step = np.diff(history, axis=1)
    error = actual - forecast
    usual = np.nanmean(history, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        squared = (error**2).mean(axis=1) / np.nanmean(step**2, axis=1)
        return {
            "rmsse": np.sqrt(squared),
            "total_error": (error.mean(axis=1) / usual) ** 2,
            "bias": -error.mean(axis=1) / usual,
            "mase": np.abs(error).mean(axis=1) / np.nanmean(np.abs(step), axis=1),
        }


def summarise(found):
    """Return the mean of every measure over the items that have it."""
    result = {}
    for key, parts in found.items():
        values = np.concatenate(parts)
        result[key] = float(values[np.isfinite(values)].mean())
    result["total_error"] = float(np.sqrt(result["total_error"]))
    return {key: round(value, 4) for key, value in result.items()}


def compare(results, key):
    """Return the kernel over the best other model per set, and the geometric mean."""
    ratios = {}
    for name, methods in results.items():
        others = [
            values[key] for method, values in methods.items() if method != "combined"
        ]
        if others:
            ratios[name] = methods["combined"][key] / min(others)
    if ratios:
        logs = np.log(list(ratios.values()))
        ratios["geometric mean"] = float(np.exp(logs.mean()))
    return {name: round(ratio, 4) for name, ratio in ratios.items()}


def parse(arguments=None):
    """Return the options of this protocol."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="*", choices=list(SETTINGS))
    parser.add_argument("--slow", action="store_true", help="also AutoETS and Theta")
    parser.add_argument("--kernel-only", action="store_true")
    return parser.parse_args(arguments)


def main():
    """Print the measures as one JSON object."""
    results = measure(parse())
    ratios = {key: compare(results, key) for key in ("rmsse", "total_error")}
    print(json.dumps({"name": "accuracy", "sets": results, "ratios": ratios}))


if __name__ == "__main__":
    main()
