from . import case
from . import trace
from . import close
from . import wizards
