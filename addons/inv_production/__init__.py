from . import models
from . import readiness
from . import dependent_demand
from . import release
from . import promise
from . import wip
from . import wizards
