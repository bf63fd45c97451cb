"""The demo company: real demand, three sites, history as done stock moves.

``catalogue`` reads the demand, ``history`` replays it against stock, ``past`` makes
documents of the replay, ``loader`` writes them in bulk, ``company`` makes the master
data, ``build`` puts it together.
"""
