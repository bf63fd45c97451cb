from . import network
from . import visibility
from . import rebalancing
from . import suggestion
from . import deployment
from . import network_stock
from . import requisition
from . import workbench
