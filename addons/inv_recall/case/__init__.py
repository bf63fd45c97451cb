from . import inv_recall
from . import inv_recall_toggle
from . import inv_recall_event
from . import inv_recall_step
from . import res_company
from . import res_config_settings
