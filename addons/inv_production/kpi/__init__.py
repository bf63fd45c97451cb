from . import inv_kpi_item
from . import inv_kpi_snapshot
from . import inv_kpi_measure
from . import inv_kpi_measure_production
from . import inv_kpi_catalogue
from . import inv_kpi_note
from . import inv_kpi_rows
