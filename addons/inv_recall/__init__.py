from . import case
from . import trace
