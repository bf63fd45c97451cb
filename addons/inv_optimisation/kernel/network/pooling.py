"""What one stock saves over several: pooled deviations and measured correlations."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix

# Rounding allowed in a correlation matrix that was computed elsewhere.
MATRIX_TOLERANCE = 1e-8
# The variance of a measured correlation needs this many common periods.
LEAST_COMMON_PERIODS = 4
# A series that varies less than this share of its size is constant up to rounding.
CONSTANT_TOLERANCE = 1e-12


@dataclass(frozen=True)
class PoolingSaving:
    """Safety stock of separate sites and of one common stock.

    Attributes
    ----------
    decentral : ndarray of shape (n,)
        Safety stock of all sites together [units].
    central : ndarray of shape (n,)
        Safety stock of the common stock [units].
    saving : ndarray of shape (n,)
        Difference [units], at least 0.
    """

    decentral: np.ndarray
    central: np.ndarray
    saving: np.ndarray


def pooled_sigma(sigma, correlation):
    """Return the standard deviation of the sum over the sites.

    Parameters
    ----------
    sigma : array_like of shape (n, J)
        Standard deviation of the demand of each site [units].
    correlation : array_like of shape (J, J)
        Correlation between the sites.

    Returns
    -------
    ndarray of shape (n,)
        Standard deviation of the common demand [units].

    Raises
    ------
    ValueError
        If the correlations are not those of any demand: not symmetric, not 1 on
        the diagonal, or not positive semidefinite.

    References
    ----------
    Eppen, G. D. (1979), Effects of centralization on expected costs in a
    multi-location newsboy problem, Management Science 25.

    Examples
    --------
    >>> pooled_sigma([[3, 4]], [[1, 0], [0, 1]]).tolist()
    [5.0]
    """
    sigma = as_matrix("sigma", sigma, minimum=0.0, allow_nan=False)
    n_sites = sigma.shape[1]
    matrix = as_matrix("correlation", correlation, n_sites, -1.0, allow_nan=False)
    if matrix.shape[1] != n_sites:
        raise ValueError("correlation must be square")
    if (np.abs(matrix - matrix.T) > MATRIX_TOLERANCE).any():
        raise ValueError("correlation must be symmetric")
    if (np.abs(np.diag(matrix) - 1.0) > MATRIX_TOLERANCE).any():
        raise ValueError("correlation must be 1 on the diagonal")
    lowest = np.linalg.eigvalsh(matrix)[0] if n_sites else 0.0
    if lowest < -MATRIX_TOLERANCE * n_sites:
        raise ValueError("correlation must be positive semidefinite")
    variance = ((sigma @ matrix) * sigma).sum(axis=1)
    return np.sqrt(np.maximum(variance, 0.0))


def pooling_saving(sigma, correlation, factor):
    """Return the safety stock of the sites, of one common stock, and the saving.

    Parameters
    ----------
    sigma : array_like of shape (n, J)
        Standard deviation of the lead-time demand of each site [units].
    correlation : array_like of shape (J, J)
        Correlation between the sites, best measured by ``correlation_matrix``.
    factor : array_like of shape (n,)
        Safety factor of both.

    Returns
    -------
    PoolingSaving
        Safety stocks and saving of each item.

    References
    ----------
    Eppen, G. D. (1979), Effects of centralization on expected costs in a
    multi-location newsboy problem, Management Science 25.

    Examples
    --------
    >>> result = pooling_saving([[3, 4]], [[1, 0], [0, 1]], [2])
    >>> result.decentral.tolist(), result.central.tolist(), result.saving.tolist()
    ([14.0], [10.0], [4.0])
    """
    pooled = pooled_sigma(sigma, correlation)
    total = as_matrix("sigma", sigma).sum(axis=1)
    factor = as_item_vector("factor", factor, len(total), minimum=0.0)
    decentral = factor * total
    central = np.minimum(factor * pooled, decentral)
    return PoolingSaving(decentral, central, decentral - central)


def square_root_law(n_sites):
    """Return the safety stock of one site as a share of that of n equal sites.

    The law holds for equal sites without correlation only; ``pooling_saving`` has
    neither limit.

    Parameters
    ----------
    n_sites : array_like of shape (n,)
        Number of sites, at least 1.

    Returns
    -------
    ndarray of shape (n,)
        Share 1 / sqrt(n).

    References
    ----------
    Maister, D. H. (1976), Centralisation of inventories and the "square root law",
    International Journal of Physical Distribution 6.

    Examples
    --------
    >>> square_root_law([1, 4, 25]).tolist()
    [1.0, 0.5, 0.2]
    """
    return 1.0 / np.sqrt(as_item_vector("n_sites", n_sites, minimum=1.0))


def correlation_matrix(errors, *, shrinkage=None):
    """Return the correlations between sites, measured and shrunk towards 0.

    Correlations of a short history are noise to a large part. The off-diagonal
    ones are multiplied by 1 - lambda, where lambda is the sum of their estimated
    sampling variances over the sum of their squares. Pairs use the periods they
    have in common; a pair with fewer than 4 of them, or with a constant series,
    counts as uncorrelated. If the pairs do not fit together, negative eigenvalues
    are cut off.

    Parameters
    ----------
    errors : array_like of shape (J, T)
        Forecast errors of each site [units]; NaN = not observed.
    shrinkage : float, optional
        Lambda, from 0 (as measured) to 1 (no correlation); estimated when None.

    Returns
    -------
    ndarray of shape (J, J)
        Correlation matrix, positive semidefinite.

    Raises
    ------
    ValueError
        If the shrinkage is not from 0 to 1.

    References
    ----------
    Schafer, J. & Strimmer, K. (2005), A shrinkage approach to large-scale
    covariance matrix estimation and implications for functional genomics,
    Statistical Applications in Genetics and Molecular Biology 4, target D with
    unit variances.
    Ledoit, O. & Wolf, M. (2004), A well-conditioned estimator for
    large-dimensional covariance matrices, Journal of Multivariate Analysis 88.

    Examples
    --------
    >>> correlation_matrix([[1, 2, 3, 4], [2, 4, 6, 8]], shrinkage=0.5).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    errors = as_matrix("errors", errors)
    if shrinkage is not None and not 0 <= shrinkage <= 1:
        raise ValueError("shrinkage must be from 0 to 1")
    scaled = _standardised(errors)
    seen = (~np.isnan(errors)).astype(np.float64)
    common = seen @ seen.T
    moment = scaled @ scaled.T  # sums of the products
    square = (scaled**2) @ (scaled**2).T  # sums of the squared products
    is_known = common >= LEAST_COMMON_PERIODS
    np.fill_diagonal(is_known, False)
    periods = np.where(is_known, common, 2.0)
    measured = np.where(is_known, moment / (periods - 1.0), 0.0)
    measured = np.clip(measured, -1.0, 1.0)
    if shrinkage is None:
        spread = np.maximum(square - moment**2 / periods, 0.0)
        noise = np.where(is_known, spread * periods / (periods - 1.0) ** 3, 0.0)
        signal = (measured**2).sum()
        shrinkage = min(noise.sum() / signal, 1.0) if signal > noise.sum() else 1.0
    return _nearest_correlation((1.0 - shrinkage) * measured)


def _standardised(errors):
    """Return the errors less their mean over their deviation; 0 = not observed."""
    is_seen = ~np.isnan(errors)
    value = np.where(is_seen, errors, 0.0)
    size = np.abs(value).max(axis=1, initial=0.0, keepdims=True)
    value = value / np.where(size > 0, size, 1.0)
    n_seen = is_seen.sum(axis=1, keepdims=True)
    mean = value.sum(axis=1, keepdims=True) / np.maximum(n_seen, 1)
    centred = np.where(is_seen, value - mean, 0.0)
    variance = (centred**2).sum(axis=1, keepdims=True) / np.maximum(n_seen - 1, 1)
    deviation = np.sqrt(variance)
    varies = deviation > CONSTANT_TOLERANCE
    return np.where(varies, centred / np.where(varies, deviation, 1.0), 0.0)


def _nearest_correlation(off_diagonal):
    """Return the matrix with unit diagonal and without negative eigenvalues."""
    matrix = off_diagonal.copy()
    np.fill_diagonal(matrix, 1.0)
    if len(matrix) == 0:
        return matrix
    eigenvalue, vector = np.linalg.eigh(matrix)
    if eigenvalue[0] >= 0:
        return matrix
    matrix = (vector * np.maximum(eigenvalue, 0.0)) @ vector.T
    root = np.sqrt(np.diag(matrix))
    matrix = np.clip(matrix / np.outer(root, root), -1.0, 1.0)
    np.fill_diagonal(matrix, 1.0)
    return 0.5 * (matrix + matrix.T)
