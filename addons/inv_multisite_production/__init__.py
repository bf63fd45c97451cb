from . import readiness
from . import network_stock
