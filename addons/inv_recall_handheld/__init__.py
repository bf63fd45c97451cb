from . import station
