import { useNavigation } from '../../app/navigation.tsx';

export function BoardScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
