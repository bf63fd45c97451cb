from . import models
from . import providers
from . import requisition
from . import wizards
