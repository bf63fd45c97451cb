from . import inv_kpi_snapshot
from . import inv_kpi_measure
from . import inv_kpi_measure_count
from . import inv_kpi_catalogue
from . import inv_kpi_tile
from . import inv_kpi_note
from . import inv_kpi_rows
