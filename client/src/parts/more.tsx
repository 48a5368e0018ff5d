type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** Goes on with a list that is longer than what is shown. */
export const More = ({ list, what }: { list: List; what: string }) =>
  list.hasNextPage && (
    <p className="more">
      <button
        type="button"
        aria-disabled={list.isFetchingNextPage}
        onClick={() => list.isFetchingNextPage || list.fetchNextPage()}
      >
        {list.isFetchingNextPage ? 'Loading…' : `Show more ${what}`}
      </button>
    </p>
  );
