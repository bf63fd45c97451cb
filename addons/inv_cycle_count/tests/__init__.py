from . import test_counting
from . import test_recount
from . import test_posting
from . import test_approval
from . import test_bridge
from . import test_security
from . import test_task
from . import test_tours
