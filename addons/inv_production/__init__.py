from . import models
from . import readiness
from . import release
from . import wizards
