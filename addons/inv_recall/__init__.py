from . import case
from . import trace
from . import hold
from . import close
from . import board
from . import wizards
