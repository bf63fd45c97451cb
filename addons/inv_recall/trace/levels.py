"""Steps between the trigger of a case and its lots."""

from collections import defaultdict, deque


def levels(roles, links):
    """Return the level of every node.

    Parameters
    ----------
    roles
        Role by node; ``seed`` is level 0, as are the starts of lots that stand beside.
    links
        Pairs of (used node, made node).

    Returns
    -------
    dict
        Fewest steps down from a start (1, 2, …), or up from a seed (-1, -2, …). A node
        that nothing reaches is 0.
    """
    down, up = defaultdict(list), defaultdict(list)
    for used, made in links:
        down[used].append(made)
        up[made].append(used)
    seeds = [node for node, role in roles.items() if role == "seed"]
    found = _walk(seeds, down)
    above = _walk(seeds, up)
    beside = [node for node in roles if node not in found and node not in above]
    starts = [
        node
        for node in beside
        if not any(roles.get(used) == roles[node] for used in up[node])
    ]
    aside = _walk(starts, down, known=found)
    result = {node: -steps for node, steps in above.items()}
    result |= {node: steps for node, steps in aside.items() if node not in found}
    return dict.fromkeys(roles, 0) | result | found


def _walk(starts, neighbours, known=()):
    """Return the fewest steps from ``starts`` to every node, not through ``known``."""
    steps = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        node = queue.popleft()
        for other in neighbours[node]:
            if other not in steps and other not in known:
                steps[other] = steps[node] + 1
                queue.append(other)
    return steps
