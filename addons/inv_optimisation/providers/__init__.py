from . import inv_provider
from . import inv_provider_demand
from . import inv_provider_lead_time
from . import inv_provider_supply
from . import inv_provider_stock
from . import inv_provider_service
from . import inv_provider_open_order
