from . import inv_lane
