from . import models
from . import providers
from . import procurement
from . import requisition
from . import order_message
from . import workbench
from . import policy_scenario
from . import wizards
