from . import res_company
from . import res_config_settings
from . import stock_picking_type
from . import inv_release
from . import inv_release_override
from . import mrp_production
from . import mrp_production_gate
from . import mrp_workorder
