from . import inv_expiring_stock
from . import inv_expiry_notice
from . import res_company
from . import res_config_settings
from . import stock_lot
